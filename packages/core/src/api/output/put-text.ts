import type { OptionRules } from '../arguments'
import { checkOptions, isPlainObject } from '../arguments'
import { toText } from '../text'
import type { Output, OutputKind, OutputOptions } from './output'
import { makeOutput, OUTPUT_OPTION_RULES } from './output'

export interface TextOptions extends OutputOptions {
  /** Between two texts. @default ' ' */
  sep?: string
  /** As part of the line, instead of a paragraph. @default false */
  inline?: boolean
}

const TEXT_RULES = { ...OUTPUT_OPTION_RULES, sep: 'string', inline: 'boolean' } as const satisfies OptionRules

interface TextParams {
  readonly text: unknown
  readonly inline?: boolean | undefined
}

const TEXT: OutputKind<TextParams> = {
  name: 'put_text',
  updatable: ['text', 'inline'],
  leaf: true,
  build(id, { text, inline }) {
    const shown = typeof text === 'string' ? text : toText('put_text', 'text', text)
    return inline ? { id, type: 'text', text: shown, inline } : { id, type: 'text', text: shown }
  },
}

/**
 * Shows plain text. White space and line breaks are kept; nothing in it is interpreted.
 *
 * @param texts anything: strings as they are, objects as JSON, the rest with `String()`. A last argument that is a plain object counts
 * as options, if it is not the only argument and all its keys are names of options
 * @throws TypeError for functions, symbols and promises
 * @example put_text('Hello', name, { sep: ', ' })
 */
export function put_text(...texts: [...contents: unknown[], options: TextOptions] | unknown[]): Output {
  if (texts.length === 1) return makeOutput(TEXT, { text: texts[0] }, NO_OPTIONS)
  const [contents, options] = splitVariadic<TextOptions>('put_text', texts, TEXT_RULES)
  const text = contents.map((value) => toText('put_text', 'text', value)).join(options.sep ?? ' ')
  return makeOutput(TEXT, { text, inline: options.inline }, options)
}

const NO_OPTIONS: TextOptions = {}

/**
 * Parts the arguments of a variadic function from its options: a last argument counts as options if it is a plain object that is not
 * empty and not the only argument, and all its keys are names of options.
 * @throws TypeError where an option's value is of the wrong type
 */
export function splitVariadic<T extends object>(
  caller: string,
  args: readonly unknown[],
  rules: OptionRules,
): [contents: readonly unknown[], options: T] {
  const last = args.at(-1)
  if (args.length > 1 && isPlainObject(last)) {
    const keys = Object.keys(last)
    if (keys.length > 0 && keys.every((key) => Object.hasOwn(rules, key))) {
      return [args.slice(0, -1), checkOptions(caller, last as T, rules)]
    }
  }
  return [args, {} as T]
}
