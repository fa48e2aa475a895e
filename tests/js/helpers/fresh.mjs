// A module loader hook: gives every page of a test its own instance of the shell's modules, with the state they begin with.
// Knows the folder of the modules. A page's number follows each import, as ?page=N, from the module that the test asks for.

const SHELL = new URL("../../../builder/shell/theme/js/", import.meta.url).href

/**
 * Node's hook for resolving an import.
 * @param {string} specifier
 * @param {{parentURL?: string}} context
 * @param {(specifier: string, context: object) => Promise<{url: string}>} next
 */
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context)
  const page = context.parentURL && new URL(context.parentURL).searchParams.get("page")
  if (!page || !found.url.startsWith(SHELL)) return found
  return { ...found, url: `${found.url}?page=${page}` }
}
