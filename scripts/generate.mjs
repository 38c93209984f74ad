/** Creates files and lines from templates, for `npm run new:output` and `npm run new:field`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { root } from './steps.mjs'

/**
 * The name after the command. Without a valid name, it prints how to call the command, and ends.
 * @param {string} command @param {string} example
 * @returns {{ name: string, Name: string }} `Name` begins with a capital letter
 */
export function nameFor(command, example) {
  const name = process.argv[2] ?? ''
  if (!/^[a-z][a-z0-9]*$/.test(name)) {
    console.error(
      `${command}: give the name in lower-case letters and digits, such as: npm run ${command} ${example}`,
    )
    process.exit(1)
  }
  return { name, Name: `${name[0]?.toUpperCase()}${name.slice(1)}` }
}

/** Creates a file. It must not exist. @param {string} path @param {string} text */
export function create(path, text) {
  const file = join(root, path)
  if (existsSync(file)) throw new Error(`${path} already exists.`)
  writeFileSync(file, text)
  console.log(`created ${path}`)
}

/**
 * Inserts lines before occurrences of `anchor`: each argument before the next one.
 * @param {string} path @param {string} anchor @param {string[]} lines
 */
export function insert(path, anchor, ...lines) {
  const file = join(root, path)
  const [first, ...rest] = readFileSync(file, 'utf8').split(anchor)
  if (rest.length < lines.length)
    throw new Error(`${path} has ${JSON.stringify(anchor)} ${rest.length} times. Update the generator.`)
  writeFileSync(file, first + rest.map((text, at) => `${lines[at] ?? ''}${anchor}${text}`).join(''))
  console.log(`changed ${path}`)
}
