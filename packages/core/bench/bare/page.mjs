/** The baseline in a browser: a handwritten page that makes only the necessary changes to the document. */
import { io } from 'socket.io-client'
import { makeWindowedTable } from './windowed-table.mjs'

const root = /** @type {HTMLElement} */ (document.getElementById('root'))
const app = new URLSearchParams(location.search).get('app') ?? ''
const socket = io({ transports: ['websocket'] })

/** The number of outputs that the browser lays out or skips together. The same number as in WebIO. */
const CHUNK_SIZE = 128

/** @type {Map<number, HTMLElement>} */
const elements = new Map([[0, root]])
/** @type {any[]} */
let waiting = []

socket.on('connect', () => socket.emit('open', app, Object.fromEntries(new URLSearchParams(location.search))))
socket.on('message', ({ commands }) => {
  // One write per frame, no matter how much has arrived.
  if (waiting.length === 0) requestAnimationFrame(write)
  waiting.push(...commands)
})

function write() {
  const commands = waiting
  waiting = []
  for (const command of commands) {
    if (command.type === 'output-insert') append(command.parent, command.outputs)
    else if (command.type === 'output-clear') elements.get(command.parent)?.replaceChildren()
    else if (command.type === 'output-update') setProgress(elements.get(command.output), command.set.value)
  }
}

/**
 * @param {number} parent
 * @param {any[]} outputs
 */
function append(parent, outputs) {
  const target = /** @type {HTMLElement} */ (elements.get(parent))
  for (const output of outputs) {
    let chunk = target.lastElementChild
    if (!chunk || chunk.childElementCount === CHUNK_SIZE) {
      chunk = document.createElement('div')
      target.append(chunk)
      if (target.childElementCount > 1) for (const part of target.children) part.className = 'long'
    }
    chunk.append(make(output))
  }
}

/**
 * @param {any} output
 * @returns {HTMLElement}
 */
function make({ id, type, text, header, rows, columns, value }) {
  if (type === 'table') return makeTable(header, rows)
  if (type === 'datatable') return shownAs(type, makeWindowedTable(rows, columns))
  const element = document.createElement(type === 'text' ? 'p' : 'div')
  if (type === 'text') element.textContent = text
  else elements.set(id, element)
  if (type === 'button') element.append(startButton(text))
  if (type === 'progressbar') {
    element.role = 'progressbar'
    const bar = document.createElement('div')
    bar.className = 'bar'
    element.append(bar, document.createElement('span'))
    setProgress(element, value)
  }
  return element
}

/**
 * Marks a table as complete, as WebIO does.
 * @param {string} type
 * @param {HTMLElement} content
 */
function shownAs(type, content) {
  const element = document.createElement('div')
  element.dataset['webioOutput'] = type
  element.ariaBusy = 'false'
  element.append(content)
  return element
}

/**
 * @param {string} label
 */
function startButton(label) {
  const button = document.createElement('button')
  button.textContent = label
  button.onclick = () => void socket.emit('start')
  return button
}

/**
 * @param {HTMLElement | undefined} element
 * @param {number} value from 0 to 1
 */
function setProgress(element, value) {
  if (!element) return
  const [bar, label] = /** @type {HTMLCollectionOf<HTMLElement>} */ (element.children)
  element.ariaValueNow = (value * 100).toFixed(1)
  if (bar) bar.style.width = `${value * 100}%`
  if (label) label.textContent = `${(value * 100).toFixed(1)}%`
}

/**
 * @param {string[]} header
 * @param {string[][]} rows
 */
function makeTable(header, rows) {
  const table = document.createElement('table')
  const head = table.createTHead().insertRow()
  for (const text of header) {
    const cell = document.createElement('th')
    cell.textContent = text
    head.append(cell)
  }
  const body = table.createTBody()
  for (const cells of rows) {
    const row = document.createElement('tr')
    for (const text of cells) {
      const cell = document.createElement('td')
      cell.textContent = text
      row.append(cell)
    }
    body.append(row)
  }
  return table
}
