// What findings say, in all languages but English, which the wasm has. Fetched with the first finding in another language.

/** Of `data/messages`, put together when the package is built. */
declare const MESSAGES: string

/** As the engine takes them. */
export default MESSAGES
