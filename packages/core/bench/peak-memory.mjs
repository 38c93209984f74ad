import process from 'node:process'

const EVERY_MS = 5

let before = 0
let highest = 0
/** @type {NodeJS.Timeout | undefined} */
let timer

/** Begins to watch how much memory this process has (its resident set). */
export function watchMemory() {
  clearInterval(timer)
  before = highest = process.memoryUsage.rss()
  timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), EVERY_MS)
}

/** Bytes by which it grew at most since `watchMemory`. */
export function peakMemory() {
  clearInterval(timer)
  return highest - before
}
