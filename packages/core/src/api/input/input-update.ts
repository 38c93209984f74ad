import { checkArgument, describe } from '../arguments'
import { liveContext } from '../live-context'

/** The changes of `input_update`: parameters of the field's function. */
export type InputUpdateFields = { readonly [parameter: string]: unknown }

/**
 * Changes a field of a form. Call it in an `onchange` function of that form.
 *
 * @param name the field; without one, the field whose `onchange` runs
 * @param fields parameters of the field's function, such as `options`, `value`, `help_text`; null clears a value
 * @throws TypeError outside `onchange`, and for parameters that cannot change (type, name, validate, action, buttons, code, onchange, multiple,
 * inline); RangeError if the form does not have the field
 */
export function input_update(fields: InputUpdateFields): void
export function input_update(name: string | null | undefined, fields: InputUpdateFields): void
export function input_update(
  nameOrFields: string | null | undefined | InputUpdateFields,
  maybeFields?: InputUpdateFields,
): void {
  const context = liveContext('input_update')
  const { change, session } = context
  if (!change) throw new TypeError('input_update: it can only be called in an onchange function.')
  const [name, fields] =
    typeof nameOrFields === 'object' && nameOrFields !== null
      ? [undefined, nameOrFields]
      : [nameOrFields, maybeFields]
  checkArgument('input_update', 'name', name, 'string', false)
  checkArgument('input_update', 'fields', fields, 'object')
  const form = session.forms.get(change.form)
  if (!form) return
  const field = name ?? change.field
  if (!form.has(field)) throw new RangeError(`input_update: the form has no field ${describe(field)}.`)
  form.update(field, fields ?? {}, change.n)
}
