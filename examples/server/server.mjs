// A platform's server, as small as it can be: what a seller submits is screened
// again here, because nothing that a browser says can be relied on. The same
// package, the same manifest, the same findings.
//
//   node examples/server/server.mjs MANIFEST PUBLIC-KEY [PORT]
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createScreener } from 'brandlint'

/** More than a listing has, in bytes. */
const MOST = 256 * 1024
const ranks = ['none', 'low', 'medium', 'high']

/**
 * Starts the server. A listing whose risk reaches `refuse` is answered with 422 and the report,
 * others with 201. `authorizationsOf` gives the ids of the marks that whoever asks may list.
 */
export async function serve({ manifest, publicKey, port = 8422, refuse = 'high', authorizationsOf = () => [] }) {
  const screener = await createScreener({
    manifest,
    publicKey,
    // A report has what the seller wrote, an error never has: errors may be logged.
    onError: ({ code, message }) => console.error(`brandlint: ${code}: ${message}`),
  })
  const server = createServer(async (request, response) => {
    const answer = (status, body) =>
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
    if (request.method !== 'POST' || request.url !== '/listings') return answer(404, { error: 'POST a listing to /listings' })
    try {
      const listing = await read(request)
      // What the seller may list is what the platform knows, not what the browser says.
      const report = await screener.screen({ ...listing, authorizations: authorizationsOf(request) })
      if (report.unavailable) return answer(202, { accepted: true, screened: false })
      if (ranks.indexOf(report.risk) >= ranks.indexOf(refuse)) return answer(422, { error: 'The listing names marks of others', report })
      answer(201, { accepted: true, screened: true, report })
    } catch (error) {
      const status = error.status ?? (error.code === 'listing' ? 400 : 500)
      answer(status, { error: status === 500 ? 'Something went wrong' : error.message })
    }
  })
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  server.once('close', () => void screener.dispose())
  return server
}

/** A submitted listing. */
async function read(request) {
  const wrong = (status, message) => Object.assign(new Error(message), { status })
  let length = 0
  const chunks = []
  for await (const chunk of request) {
    length += chunk.length
    if (length > MOST) throw wrong(413, `A listing has no more than ${MOST} bytes`)
    chunks.push(chunk)
  }
  let listing
  try {
    listing = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw wrong(400, 'The listing is not JSON')
  }
  if (typeof listing !== 'object' || listing === null || Array.isArray(listing)) throw wrong(400, 'The listing is not an object')
  return listing
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [manifest, publicKey, port = '8422'] = process.argv.slice(2)
  if (publicKey === undefined) {
    console.error('node examples/server/server.mjs MANIFEST PUBLIC-KEY [PORT]')
    process.exit(2)
  }
  const server = await serve({ manifest, publicKey, port: Number(port) })
  console.log(`Listings are taken at http://localhost:${server.address().port}/listings`)
}
