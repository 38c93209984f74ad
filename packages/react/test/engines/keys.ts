/** The characters that stand for keys in WebDriver and in WebDriver BiDi (WebDriver, section 17.4.2). */
const KEYS: Readonly<Record<string, string>> = {
  Enter: '\uE007',
  Tab: '\uE004',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
}

/** Input of a keyboard, as both protocols take it. */
export interface KeyActions {
  readonly type: 'key'
  readonly id: 'keyboard'
  readonly actions: readonly { readonly type: 'keyDown' | 'keyUp'; readonly value: string }[]
}

/** Types a text. */
export const typing = (text: string): KeyActions =>
  keyActions([...text].map((letter) => [letter === '\n' ? 'Enter' : letter]))

/** Presses a key, such as `Tab`, or several together, such as `Control+End`. */
export const pressing = (key: string): KeyActions => keyActions([key.split('+')])

/** Presses groups of keys one after the other. The keys of a group are held together. */
function keyActions(groups: readonly (readonly string[])[]): KeyActions {
  const actions = groups.flatMap((names) => {
    const values = names.map((name) => KEYS[name] ?? name)
    return [
      ...values.map((value) => ({ type: 'keyDown', value }) as const),
      ...[...values].reverse().map((value) => ({ type: 'keyUp', value }) as const),
    ]
  })
  return { type: 'key', id: 'keyboard', actions }
}
