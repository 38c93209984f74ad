import * as webio from '../../src/index'
import { inSession, thrown } from '../support/app'

/** What PyWebIO's users write by position, and the option that the message shows. */
const call = (name: keyof typeof webio, ...args: unknown[]): string =>
  thrown(() => (webio[name] as (...all: unknown[]) => unknown)(...args))

it.each<[keyof typeof webio, unknown[], string]>([
  ['put_link', ['name', 'https://example.com'], '{ url: "https://example.com" }'],
  ['put_scope', ['n', [1]], '{ content: … }'],
  ['put_code', ['x', 'python'], '{ language: "python" }'],
  ['put_table', [[['a']], ['header']], '{ header: … }'],
  ['put_loading', ['grow', 'success'], '{ shape: "grow" }'],
  ['put_select', ['n', ['a']], '{ options: … }'],
  ['put_checkbox', ['n', ['a']], '{ options: … }'],
  ['put_input', ['n', 'number'], '{ type: "number" }'],
  ['put_textarea', ['n', 'Label'], '{ label: "Label" }'],
  ['put_slider', ['n', 'Label'], '{ label: "Label" }'],
  ['put_row', [['a'], '40% 60%'], '{ size: "40% 60%" }'],
  ['put_column', [['a'], '1fr'], '{ size: "1fr" }'],
  ['put_collapse', ['t', [], true], '{ open: true }'],
  ['put_scrollable', [[], 200], '{ height: 200 }'],
  ['put_progressbar', ['bar', 0.5], '{ init: 0.5 }'],
  ['put_button', ['b', () => {}, 'danger'], '{ color: "danger" }'],
  ['put_file', ['a.txt', 'x', 'Label'], '{ label: "Label" }'],
  ['popup', ['t', 'c', 'large'], '{ size: "large" }'],
  ['toast', ['x', 3], '{ duration: 3 }'],
  ['input', ['Age', 'number'], '{ type: "number" }'],
  ['select', ['l', ['a'], true], '{ multiple: true }'],
  ['slider', ['l', 5], '{ value: 5 }'],
  ['use_scope', ['s', true], '{ clear: true }'],
  ['go_app', ['x', false], '{ new_window: false }'],
])('%s(%j) shows the option to write: %s', async (name, args, option) => {
  const message = await inSession(() => call(name, ...args))
  expect(message).toMatch(/^TypeError: \w+: the options must be a plain object, not /)
  expect(message).toContain(`Options are named here: ${option}.`)
})
