// The worker that encrypts a text with a passphrase and decrypts it, in the age format (age-encryption.org/v1).
// Knows the format's library. Doesn't know the page or what the text is. The page ends the worker after one request.
// In: {lock: text, phrase} or {unlock: bytes, phrases}. Out: {bytes} or {problem}. Without phrases, the problem of a file that
// a phrase could open is "wrong".
import { Decrypter, Encrypter, armor } from "age-encryption"

// scrypt with N = 2^17: 128 MiB and a few seconds on a phone. The age tool uses 2^18, which takes twice that, and a phone that
// runs out of memory closes the tab with the text in it. The passphrase's sixth word makes up for the halving a thousandfold.
const WORK = 17
// A file with more is refused before any work: 2^20 takes a gigabyte. The library has the same limit.
const MOST_WORK = 20

const ARMORED = "-----BEGIN AGE"

/** Why a file can't be opened. Its message is the name of a sentence. */
class Locked extends Error {}

/** The problem to report if the next step throws. */
let failing = "failed"

async function lock(text, phrase) {
  failing = "failed"
  const encrypter = new Encrypter()
  encrypter.setPassphrase(phrase)
  encrypter.setScryptWorkFactor(WORK)
  return encrypter.encrypt(text)
}

/** Check the header before the work begins. After it, only the passphrase can be wrong, or the rest of the file changed. */
function checkHeader(stanzas) {
  if (!stanzas.some(({ args }) => args[0] === "scrypt")) throw new Locked("other")
  const [{ args, body }] = stanzas
  const whole = stanzas.length === 1 && args.length === 3 && /^[A-Za-z0-9+/]{22}$/.test(args[1]) && /^[1-9][0-9]*$/.test(args[2]) && body.length === 32
  if (!whole) throw new Locked("broken")
  if (Number(args[2]) > MOST_WORK) throw new Locked("heavy")
  failing = "changed"
}

async function unlock(bytes, phrase) {
  failing = "broken"
  const isArmored = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart().startsWith(ARMORED)
  const file = isArmored ? armor.decode(new TextDecoder().decode(bytes)) : bytes
  const decrypter = new Decrypter()
  decrypter.addIdentity({ unwrapFileKey: stanzas => (checkHeader(stanzas), null) })
  if (phrase !== undefined) decrypter.addPassphrase(phrase)
  decrypter.addIdentity({ unwrapFileKey: () => { throw new Locked("wrong") } }) // the library asks this identity if the passphrase doesn't fit
  return decrypter.decrypt(file)
}

async function answer({ lock: text, phrase, unlock: bytes, phrases }) {
  if (text !== undefined) return { bytes: await lock(text, phrase) }
  for (const one of phrases.length > 0 ? phrases : [undefined])
    try {
      return { bytes: await unlock(bytes, one) }
    } catch (error) {
      if (error.message !== "wrong") throw error
    }
  throw new Locked("wrong")
}

onmessage = async ({ data }) => {
  try {
    postMessage(await answer(data))
  } catch (error) {
    if (error instanceof Locked) return postMessage({ problem: error.message })
    postMessage({ problem: /memory|alloc/i.test(error.message) ? "memory" : failing }) // words of the browsers' own messages
  }
}
