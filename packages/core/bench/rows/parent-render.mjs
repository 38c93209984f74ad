import { withPage } from '../browser.mjs'
import { bundleHostPage, hostDocument } from '../../../react/bench/bundle.mjs'
import { inTurns } from '../measure.mjs'
import { rowOf } from '../report.mjs'

const OUTPUTS = 3000
const HOST = 'http://host.test'

/**
 * The cost of a render of the host page's component that contains a session with many outputs, with an inline
 * `components` compared with a constant.
 * @param {import('../main.mjs').Bench} bench
 */
export async function parentRender({ quick, browser }) {
  const outputs = quick ? OUTPUTS / 100 : OUTPUTS
  const files = await bundleHostPage('parent-page')
  /** @param {boolean} isInline */
  const cost = async (isInline) =>
    withPage(
      await browser(),
      `${HOST}/?outputs=${outputs}${isInline ? '&inline' : ''}`,
      (page) =>
        page.evaluate((times) => {
          const { renderParent } = /** @type {{ renderParent(times: number): number }} */ (
            /** @type {unknown} */ (window)
          )
          // The first renders include compilation.
          renderParent(times)
          return renderParent(times)
        }, 200),
      (page) =>
        void page.route(`${HOST}/**`, (route) => {
          const file = files.get(new URL(route.request().url()).pathname)
          if (file) return route.fulfill({ contentType: file.type, body: file.body })
          return route.fulfill({ contentType: 'text/html', body: hostDocument('parent-page') })
        }),
    )
  const { ours, bare } = await inTurns(
    quick ? 1 : 5,
    () => cost(true),
    () => cost(false),
  )
  const work = `render of a parent of ${outputs.toLocaleString('en')} outputs, inline \`components\` to constant ones`
  return [
    rowOf(
      { work, unit: 'ms', ours, bare, aim: 'at most 1.3 times, or 1 ms' },
      ({ ours, ratio }) => ratio <= 1.3 || ours <= 1,
    ),
  ]
}
