import { postBody } from '../post-body.mjs'
import { openPage } from './page.mjs'

/** The bytes that a browser's page sends with one request. */
const PART_BYTES = 8 * 1024 ** 2

/** @typedef {import('@webio/core/protocol').UploadSpec} UploadSpec */

/**
 * Uploads files, each from a separate page, and answers the form that asks for them: docs/protocol.md, section 10.
 *
 * @param {{ url: string, count: number, bytes: number }} work `count` files at once, each of `bytes` bytes
 * @returns {Promise<number>} milliseconds until the tasks have all of them
 */
export async function uploads({ url, count, bytes }) {
  const pages = await Promise.all(Array.from({ length: count }, () => openPage(url, 'uploads')))
  const start = performance.now()
  await Promise.all(pages.map((session) => upload(url, session, bytes)))
  const elapsed = performance.now() - start
  for (const session of pages) session.leave()
  return elapsed
}

/**
 * @param {string} url
 * @param {import('./page.mjs').OpenPage} session
 * @param {number} bytes
 */
async function upload(url, session, bytes) {
  const form = await until(session, ({ forms }) => forms.keys().next().value)
  session.send({
    type: 'upload-open',
    owner: form,
    field: 'data',
    key: 'the-file',
    name: 'large.bin',
    mime_type: 'application/octet-stream',
    size: bytes,
    last_modified: 0,
  })
  const { token, id } = await until(session, () => filesOf(session, form)[0])
  for (let offset = 0; offset < bytes; offset += PART_BYTES) {
    const address = `${url}uploads/${session.ticket?.session}/${token}?offset=${offset}`
    await postBody(address, Math.min(PART_BYTES, bytes - offset))
  }
  await until(session, () => filesOf(session, form)[0]?.done)
  session.send({ type: 'form-submit', form, values: { data: [id] } })
  await until(session, ({ forms }) => !forms.has(form))
}

/**
 * @param {import('./page.mjs').OpenPage} session
 * @param {number} form
 * @returns {readonly UploadSpec[]}
 */
function filesOf(session, form) {
  const field = session.form(form)?.spec.fields[0]
  return field?.type === 'file' ? (field.files ?? []) : []
}

/**
 * Waits until `look` returns something in the page's tree.
 *
 * @template T
 * @param {import('./page.mjs').OpenPage} session
 * @param {(tree: import('@webio/core/protocol').ViewTree) => T | undefined} look
 * @returns {Promise<NonNullable<T>>}
 */
function until(session, look) {
  return new Promise((resolve) => {
    const check = () => {
      const found = look(session.tree)
      if (found === undefined || found === null || found === false) return
      stop.forEach((end) => end())
      resolve(/** @type {NonNullable<T>} */ (found))
    }
    /** @type {(() => void)[]} */
    const stop = []
    stop.push(session.subscribe('forms', check))
    for (const form of session.tree.forms.keys()) stop.push(session.subscribe(`form:${form}`, check))
    check()
  })
}
