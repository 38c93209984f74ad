import type { Pin, UploadedFile } from '../../src/index'
import {
  get_pin_values,
  NUMBER,
  pin,
  pin_on_change,
  pin_wait_change,
  put_actions,
  put_checkbox,
  put_file_upload,
  put_input,
  put_radio,
  put_select,
  put_slider,
  put_textarea,
} from '../../src/index'
import { typeOf } from './equal'

/** Only compiled: the types of pins for reading and writing. */
export async function pins(): Promise<void> {
  typeOf(await pin['age']).is<unknown>(true)
  pin['age'] = 3

  const form = pin as Pin<{ age: number | null; name: string }>
  typeOf(await form.age).is<number | null>(true)
  form.name = 'Bob'
  // @ts-expect-error a name is not a number
  form.name = 3
  // @ts-expect-error there is no such pin
  void form.size

  typeOf(await get_pin_values(['a', 'b'])).is<{ a: unknown; b: unknown }>(true)
  const change = await pin_wait_change('a', ['b'])
  typeOf(change.name).is<'a' | 'b'>(true)
  const orNull = await pin_wait_change('a', { timeout: 3 })
  typeOf(orNull?.name).is<'a' | undefined>(true)

  put_input('age', { type: NUMBER, onchange: (age) => typeOf(age).is<number | null>(true) })
  put_input('age', { type: NUMBER, required: true, validate: (age) => (age > 3 ? null : 'small') })
  put_select('gift', { options: ['a', 1], onchange: (gift) => typeOf(gift).is<'a' | 1>(true) })
  put_select('gifts', {
    options: ['a', 1],
    multiple: true,
    onchange: (all) => typeOf(all).is<('a' | 1)[]>(true),
  })
  put_checkbox('boxes', { options: ['a', 'b'], onchange: (all) => typeOf(all).is<('a' | 'b')[]>(true) })
  put_radio('one', { options: [true, false], onchange: (one) => typeOf(one).is<boolean | null>(true) })
  put_radio('sure', {
    options: ['a'],
    required: true,
    onchange: (one) => typeOf(one).is<'a'>(true),
  })
  put_slider('bar', { onchange: (value) => typeOf(value).is<number>(true) })
  put_textarea('area', { code: true, validate: (text) => (typeOf(text).is<string>(true), null) })
  put_file_upload('doc', { onchange: (file) => typeOf(file).is<UploadedFile | null>(true) })
  put_file_upload('docs', { multiple: true, onchange: (all) => typeOf(all).is<UploadedFile[]>(true) })
  put_file_upload('doc', { required: true, onchange: (file) => typeOf(file).is<UploadedFile>(true) })
  put_actions('answer', { buttons: ['a', ['B', 2]], onchange: (value) => typeOf(value).is<unknown>(true) })
  // @ts-expect-error a pin does not wait
  put_slider('bar', { timeout: 3 })
  // @ts-expect-error options are needed
  put_select('gift', { label: 'Gift' })
  pin_on_change('gift', { onchange: (gift: string) => gift.length })
  pin_on_change('gift', { onchange: (gift) => typeOf(gift).is<unknown>(true) })
  // @ts-expect-error a pin has no button next to it
  put_input('x', { action: ['Go', () => {}] })
}
