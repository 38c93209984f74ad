import process from 'node:process'

const EVERY_MS = 5

let before = 0
let highest = 0
/** @type {NodeJS.Timeout | undefined} */
let timer

/** Starts to watch the memory of this process (its resident set). */
export function watchMemory() {
  clearInterval(timer)
  before = highest = process.memoryUsage.rss()
  timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), EVERY_MS)
}

/** The largest growth in bytes since `watchMemory`. */
export function peakMemory() {
  clearInterval(timer)
  return highest - before
}
