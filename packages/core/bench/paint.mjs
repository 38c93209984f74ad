/**
 * Clicks the button, and waits until the result is painted. Runs in the page.
 *
 * @param {string} lastText the text of the last element; for a data table, the text of its first cell
 * @returns {Promise<{ seconds: number, longestFrameMs: number }>} the time until the frame after the last change was shown, and the longest time
 * between two frames before that
 */
export async function paintAfterClick(lastText) {
  const root = /** @type {Element} */ (document.querySelector('[data-webio-scope=ROOT]'))
  const isDone = () => {
    // Only the rows in view of a data table are drawn.
    const cell = root.querySelector('[role=gridcell]')
    if (cell) return cell.textContent === lastText
    let element = root
    while (element.lastElementChild) element = element.lastElementChild
    return element.textContent === lastText
  }
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))

  let frame = await nextFrame()
  let longest = 0
  const watchFrame = async () => {
    const next = await nextFrame()
    longest = Math.max(longest, next - frame)
    frame = next
  }
  const start = performance.now()
  root.querySelector('button')?.click()
  while (!isDone()) await watchFrame()
  // The frame that was in progress, and the one that presents it.
  await watchFrame()
  await watchFrame()
  return { seconds: (frame - start) / 1000, longestFrameMs: longest }
}
