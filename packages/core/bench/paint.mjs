/**
 * Clicks the button, and waits until what it starts is painted. Runs in the page.
 *
 * @param {string} lastText the text of the last element when all is there; of a data table, that of its first cell
 * @returns {Promise<{ seconds: number, longestFrameMs: number }>} until the frame after the last change was shown; the longest time between two
 * frames on the way
 */
export async function paintAfterClick(lastText) {
  const root = /** @type {Element} */ (document.querySelector('[data-webio-scope=ROOT]'))
  const isDone = () => {
    // Of a data table the rows in view are all that is drawn.
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
  // The frame that was under way, and the one that shows it was presented.
  await watchFrame()
  await watchFrame()
  return { seconds: (frame - start) / 1000, longestFrameMs: longest }
}
