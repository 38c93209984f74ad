import type { OptionRules } from '../arguments'
import { isPlainObject } from '../arguments'
import { toText } from '../text'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

export interface TextOptions extends OutputOptions {
  /** The separator between two texts. @default ' ' */
  sep?: string
  /** Shows the text inline instead of as a paragraph. @default false */
  inline?: boolean
}

const TEXT_RULES = { ...OUTPUT_OPTION_RULES, sep: 'string', inline: 'boolean' } as const satisfies OptionRules

interface TextParams {
  /** The text from `update`; until then, the contents are used. */
  readonly text?: unknown
  readonly contents: readonly unknown[]
  readonly sep?: string
  readonly inline?: boolean
}

const TEXT: OutputKind<TextParams> = {
  name: 'put_text',
  parameters: { text: 'any' },
  options: TEXT_RULES,
  leaf: true,
  build(id, params) {
    const { contents, sep = ' ', inline } = params
    const texts = 'text' in params ? [params.text] : contents
    const text =
      texts.length === 1
        ? toText('put_text', 'text', texts[0])
        : texts.map((value) => toText('put_text', 'text', value)).join(sep)
    return inline ? { id, type: 'text', text, inline } : { id, type: 'text', text }
  },
}

/**
 * Shows plain text. White space and line breaks are kept, and markup is not interpreted.
 *
 * @param texts anything: strings unchanged, objects as JSON, other values with `String()`. If the last argument is a plain object with only option
 * names as keys, and not the only argument, it holds the options
 * @throws TypeError for functions, symbols, promises and outputs
 * @example put_text('Hello', name, { sep: ', ' })
 */
export function put_text(...texts: [...contents: unknown[], options: TextOptions] | unknown[]): Output {
  const options = optionsAmong<TextOptions>(texts, TEXT_RULES)
  return makeOutput(TEXT, { contents: options ? texts.slice(0, -1) : texts }, options)
}

/**
 * The options among the arguments of a variadic function: the last argument, if it is a plain object with only option names as keys, not empty, and
 * not the only argument.
 */
export function optionsAmong<T extends object>(args: readonly unknown[], rules: OptionRules): T | undefined {
  const last = args.at(-1)
  if (args.length < 2 || !isPlainObject(last)) return undefined
  const keys = Object.keys(last)
  return keys.length > 0 && keys.every((key) => Object.hasOwn(rules, key)) ? (last as T) : undefined
}
