import type { FieldType, TextInputType } from '@webio/core/protocol'
import type { ComponentType } from 'react'
import type { FieldOf } from '../components'
import type { ControlProps } from './control-props'
import { CheckboxControl, RadioControl } from './choices'
import { FileControl } from './file'
import { SelectControl } from './select'
import { SliderControl } from './slider'
import { TextControl } from './text'
import { TextareaControl } from './textarea'

const TEXT_CONTROLS: { readonly [Type in TextInputType]: typeof TextControl } = {
  text: TextControl,
  number: TextControl,
  float: TextControl,
  password: TextControl,
  url: TextControl,
  email: TextControl,
  tel: TextControl,
  search: TextControl,
  date: TextControl,
  time: TextControl,
  'datetime-local': TextControl,
  month: TextControl,
  week: TextControl,
  color: TextControl,
}

/** Types of fields whose control holds a value. */
type ValueFieldType = Exclude<FieldType, 'actions'>

/** The built-in control of each field type. A new type needs a line here. */
export const CONTROLS: { readonly [Type in ValueFieldType]: ComponentType<ControlProps<FieldOf<Type>>> } = {
  ...TEXT_CONTROLS,
  textarea: TextareaControl,
  select: SelectControl,
  checkbox: CheckboxControl,
  radio: RadioControl,
  slider: SliderControl,
  file: FileControl,
}
