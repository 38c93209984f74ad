import Mustache from 'mustache'
import { toText } from '../text'

/** The place of an output in a template. The output appears at the first place where the template uses it. */
export class TemplateSlot {
  readonly #key: string
  #isPlaced = false

  constructor(key: string) {
    this.#key = key
  }

  toString(): string {
    if (this.#isPlaced) return ''
    this.#isPlaced = true
    return `<span data-webio-slot="${this.#key}"></span>`
  }
}

/**
 * Fills a Mustache template. Values are escaped unless the template says otherwise; an output appears where a tag names it.
 * @param name the prefix of the ids of `uniqueid`
 * @throws RangeError if the template does not parse
 */
export function renderTemplate(
  template: string,
  view: { readonly [name: string]: unknown },
  name: string,
): string {
  // One writer per call: a writer caches every template, and a long-lived server may see very many.
  const writer = new Mustache.Writer()
  try {
    writer.parse(template)
  } catch (cause) {
    throw new RangeError(`put_widget: template must be a Mustache template: ${(cause as Error).message}.`, {
      cause,
    })
  }
  return writer.render(template, new DataContext({ ...helpers(name), ...view }), undefined, {
    escape: escaped,
  })
}

/** The view of a template: only the data, without inherited properties (`constructor`, `toString`). */
class DataContext extends Mustache.Context {
  override push(view: unknown): DataContext {
    return new DataContext(view, this)
  }

  override lookup(name: string): unknown {
    const keys = name.split('.')
    return keys.some((key) => key in Object.prototype) ? this.#own(keys) : (super.lookup(name) as unknown)
  }

  #own(keys: readonly string[]): unknown {
    const found = ownAt(this.view, keys)
    if (found) return typeof found.value === 'function' ? found.value.call(this.view) : found.value
    return this.parent?.lookup(keys.join('.')) as unknown
  }
}

function ownAt(view: unknown, keys: readonly string[]): { readonly value: unknown } | null {
  let value = view
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
    value = (value as Record<string, unknown>)[key]
  }
  return { value }
}

/** Names that every template can use; data with the same name takes precedence. */
function helpers(name: string): { readonly [name: string]: unknown } {
  let index = 0
  function currentItem(this: unknown): string {
    return escaped(this)
  }
  return {
    pywebio_output_parse: currentItem,
    output: currentItem,
    index: () => String(++index),
    uniqueid: () =>
      Object.assign((part: string, render: (text: string) => string) => `webio-${name}-${render(part)}`, {
        toString: () => `webio-${name}`,
      }),
  }
}

function escaped(value: unknown): string {
  if (value instanceof TemplateSlot) return String(value)
  const text = typeof value === 'function' ? String(value) : toText('put_widget', 'data', value)
  return Mustache.escape(text)
}
