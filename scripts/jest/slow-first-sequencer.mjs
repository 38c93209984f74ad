import { createRequire } from 'node:module'

const Sequencer = createRequire(import.meta.url)('@jest/test-sequencer').default

/**
 * Projects in the order in which they run. Tests that wait for browsers and processes run first, so that no
 * worker is left to finish them alone.
 */
const ORDER = ['matrix', 'site', 'browser', 'dist', 'bridge']

/**
 * Files that start many programs in sequence: their size does not predict their duration. And a file that collects garbage all the time: in a process
 * that has run other files, that takes four times as long.
 */
const FIRST = /next-modes|hosts\.browser|packed\.dist|engine\/release/

/** Runs slow test files first. Within a project, jest's own order applies: failed tests, then slow ones. */
export default class SlowFirstSequencer extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b))
  }
}

/** @param {import('@jest/test-result').Test} test */
function rank({ path, context }) {
  if (FIRST.test(path)) return -1
  const name = context.config.displayName?.name ?? ''
  return ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length
}
