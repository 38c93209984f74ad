/**
 * Clicks the button, waits until the resulting data table has all its rows, and scrolls through them, one step for each frame. Runs in the page.
 *
 * @param {{ steps: number, lastText: string }} options `lastText`: the text of the first cell in the last row
 * @returns {Promise<{ seconds: number, slowFrames: number, longestFrameMs: number }>} the time until the last row is visible, the number of frames over
 * 50 ms, and the longest time between two frames
 */
export async function scrollThrough({ steps, lastText }) {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))
  const root = /** @type {Element} */ (document.querySelector('[data-webio-scope=ROOT]'))
  root.querySelector('button')?.click()
  const table = () => root.querySelector('[data-webio-output=datatable]')
  while (table()?.getAttribute('aria-busy') !== 'false') await nextFrame()

  const grid = /** @type {Element} */ (root.querySelector('[role=grid]'))
  const bottom = grid.scrollHeight - grid.clientHeight
  const start = await nextFrame()
  let [frame, longest, slow] = [start, 0, 0]
  const watchFrame = async () => {
    const next = await nextFrame()
    longest = Math.max(longest, next - frame)
    if (next - frame > 50) slow++
    frame = next
  }
  for (let step = 1; step <= steps; step++) {
    grid.scrollTop = (bottom * step) / steps
    await watchFrame()
  }
  const isAtEnd = () =>
    [...grid.querySelectorAll('[role=gridcell]')].some(({ textContent }) => textContent === lastText)
  while (!isAtEnd()) await watchFrame()
  return { seconds: (frame - start) / 1000, slowFrames: slow, longestFrameMs: longest }
}
