// The worker that locks a text with a passphrase and opens it again, in the age format (age-encryption.org/v1).
// Knows the format's library. Does not know the page, nor what the text is. It serves one request and is then ended.
// In: {lock: text, phrase} or {unlock: bytes, phrases}. Out: {bytes} or {problem}. Without any phrase, a file
// that one could open is "wrong".
import { Decrypter, Encrypter, armor } from "age-encryption"

// scrypt with N = 2^17: 128 MiB and a few seconds on a phone. The age tool's own choice, 2^18, takes twice that, and a
// phone that runs short of memory ends the tab and the text in it. A sixth word makes up for the halving a thousandfold.
const WORK = 17
// More is refused before it is tried: 2^20 takes a gigabyte. The library stops there too.
const MOST_WORK = 20

const ARMORED = "-----BEGIN AGE"

/** Why a file stays locked. Its message is the name of a sentence. */
class Locked extends Error {}

/** What it means if the next thing fails. */
let failing

async function lock(text, phrase) {
  failing = "failed"
  const encrypter = new Encrypter()
  encrypter.setPassphrase(phrase)
  encrypter.setScryptWorkFactor(WORK)
  return encrypter.encrypt(text)
}

/** Look at the header before the work is begun. After that only the passphrase can be wrong, or a fitting one's file changed. */
function look(stanzas) {
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
  decrypter.addIdentity({ unwrapFileKey: stanzas => (look(stanzas), null) })
  if (phrase !== undefined) decrypter.addPassphrase(phrase)
  decrypter.addIdentity({ unwrapFileKey: () => { throw new Locked("wrong") } }) // asked when the passphrase did not fit
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
    postMessage({ problem: /memory|alloc/i.test(error.message) ? "memory" : failing }) // the browsers' own words
  }
}
