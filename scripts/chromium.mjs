import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/**
 * The headless shell comes first. It is the same engine without the browser's own windows, and a page needs a
 * third of the CPU time.
 */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Arguments for a browser in tests: no screen, and no requests to Google, which a closed network refuses. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser of the browser tests: CHROMIUM_PATH, or else a Chromium or Chrome on this system. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (existsSync(given)) return given
    throw new Error(`CHROMIUM_PATH names '${given}', which does not exist. Correct it, or unset it.`)
  }
  const directories = (process.env.PATH ?? '').split(delimiter)
  const onPath = NAMES.flatMap((name) => directories.map((directory) => join(directory, name)))
  return [...onPath, ...PLACES].find((path) => existsSync(path))
}

/** @param {string[]} command */
const run = ([file = '', ...args]) => spawnSync(file, args, { stdio: 'inherit' }).status === 0

/** Finds Chromium. On Debian-based systems, installs it if permitted. */
export function ensureChromium() {
  const found = findChromium()
  if (found) return found
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const mayInstall = existsSync('/usr/bin/apt-get') && run([...sudo, 'true'])
  if (mayInstall && run([...sudo, 'apt-get', 'update'])) {
    const install = [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends']
    // Older releases lack the shell's package.
    run([...install, 'chromium-headless-shell']) || run([...install, 'chromium'])
  }
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    [
      'The browser tests need Chromium or Chrome, and none was found. Install one:',
      '  Debian:          sudo apt-get install chromium-headless-shell',
      '  Ubuntu:          sudo snap install chromium',
      '  macOS:           brew install --cask chromium',
      '  Windows:         winget install Google.Chrome',
      'or set CHROMIUM_PATH to the executable of an installed one.',
    ].join('\n'),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(ensureChromium())
