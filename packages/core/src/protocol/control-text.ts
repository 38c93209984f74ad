import type { TextInputType } from './input-spec'

/**
 * The value as a browser's control stores it, after HTML's value sanitization: a control changes its value silently. Without this, a field that
 * cannot be changed would be refused when its form is submitted.
 * @param type the type of an input, or 'textarea'
 * @example controlText('color', '#FF8800')  // '#ff8800'
 */
export function controlText(type: TextInputType | 'textarea', text: string): string {
  switch (type) {
    case 'textarea':
      return text.replace(/\r\n?/g, '\n')
    case 'url':
    case 'email':
      return withoutBreaks(text).trim()
    case 'color':
      return text.toLowerCase()
    case 'datetime-local':
      return withoutZeros(text)
    default:
      return withoutBreaks(text)
  }
}

function withoutBreaks(text: string): string {
  return text.replace(/[\r\n]/g, '')
}

/** A date and time in its shortest form: `T09:30:00.000` becomes `T09:30`. */
function withoutZeros(text: string): string {
  const [whole = '', fraction = ''] = text.split('.')
  const rest = String(Number(`0.${fraction}`)).slice(2)
  return rest === '' ? whole.replace(/(T\d\d:\d\d):00$/, '$1') : `${whole}.${rest}`
}
