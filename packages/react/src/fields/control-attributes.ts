import type { HtmlAttributeValue } from '@webio/core/protocol'

/** React's names for attributes that HTML spells differently. */
const REACT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    autocapitalize: 'autoCapitalize',
    autocomplete: 'autoComplete',
    autocorrect: 'autoCorrect',
    enterkeyhint: 'enterKeyHint',
    inputmode: 'inputMode',
    maxlength: 'maxLength',
    minlength: 'minLength',
    readonly: 'readOnly',
    spellcheck: 'spellCheck',
    tabindex: 'tabIndex',
  }),
)

const SAME_NAMES: ReadonlySet<string> = new Set([
  'accept',
  'cols',
  'dir',
  'disabled',
  'lang',
  'max',
  'min',
  'placeholder',
  'size',
  'step',
  'title',
  'translate',
  'wrap',
])

/**
 * Turns the author's extra HTML attributes into props of a control. Only attributes known to be harmless pass: no handlers, no style, nothing
 * that would detach the control from its field (`name`, `type`, `value`, `form`). `pattern` does not pass either: the browser would match it at
 * every keystroke, and some patterns take it minutes. `checkField` matches it.
 */
export function controlAttributes(
  attributes: { readonly [name: string]: HtmlAttributeValue } = {},
): Record<string, HtmlAttributeValue> {
  const props: Record<string, HtmlAttributeValue> = {}
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = name.toLowerCase().replaceAll('_', '-')
    if (attribute.startsWith('data-') || attribute.startsWith('aria-')) props[attribute] = value
    else {
      const plain = attribute.replaceAll('-', '')
      const prop = REACT_NAMES.get(plain) ?? (SAME_NAMES.has(plain) ? plain : undefined)
      if (prop !== undefined) props[prop] = value
    }
  }
  return props
}
