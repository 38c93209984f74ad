/** A host page whose component renders again and again, above a session with many outputs. Its task runs in the page. */
import { hold, put_button, put_text } from '@webio/core'
import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'
import { createElement, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { textOf } from '../../core/bench/payloads.mjs'

const query = new URLSearchParams(location.search)
const outputs = Number(query.get('outputs'))
const isInline = query.has('inline')

async function task() {
  for (let index = 0; index < outputs; index++) put_text(textOf(index))
  put_button('start', () => {})
  await hold()
}

const Chart = () => null
const STABLE = { Chart }
let renderAgain = () => {}

function Host() {
  const [, setTimes] = useState(0)
  renderAgain = () => setTimes((times) => times + 1)
  return createElement(WebIOApp, { task, components: isInline ? { Chart } : STABLE })
}

Object.assign(window, {
  /**
   * @param {number} times
   * @returns {number} milliseconds for each render of the parent
   */
  renderParent(times) {
    const start = performance.now()
    for (let time = 0; time < times; time++) flushSync(renderAgain)
    return (performance.now() - start) / times
  },
})

createRoot(/** @type {Element} */ (document.getElementById('root'))).render(createElement(Host))
