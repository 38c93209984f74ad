import type { InputField, NumberSeparators, RawValue } from '@webio/core/protocol'
import { numberNotation, readNumber } from '@webio/core/protocol'
import { useState } from 'react'
import { useSeparators } from '../context/texts-context'
import { textOf } from './control-props'

interface NumberText {
  readonly shown: string
  /** The person has typed something. */
  readonly type: (text: string) => void
  /** The person has left the field: it now shows what they typed in the notation of their country. */
  readonly leave: () => void
}

/** What the person typed, and what the model was told. */
interface Typed {
  readonly text: string
  readonly raw: RawValue
}

/**
 * What a field shows and what it holds. They are the same text, except for a number: the field holds the notation that travels (rule V4), and
 * shows exactly what was typed until the person leaves the field.
 */
export function useNumberText(
  field: InputField,
  value: RawValue,
  onChange: (value: RawValue) => void,
): NumberText {
  const separators = useSeparators()
  const [typed, setTyped] = useState<Typed | null>(null)
  const held = textOf(value)
  if (field.type !== 'number' && field.type !== 'float') {
    return { shown: held, type: onChange, leave: () => {} }
  }
  return {
    shown: typed?.raw === value ? typed.text : localized(held, separators),
    type(text) {
      const raw = rawNumber(text, separators)
      setTyped({ text, raw })
      onChange(raw)
    },
    leave() {
      if (typed && readNumber(typed.text, separators).kind === 'number') setTyped(null)
    },
  }
}

/** The raw value of a text: its number, or the text itself if it is not a number. */
function rawNumber(text: string, separators: NumberSeparators): string {
  const reading = readNumber(text, separators)
  if (reading.kind === 'number') return numberNotation(reading)
  // The comma leaves the meaning of the number open for the session too.
  return reading.kind === 'ambiguous' ? text.replaceAll('.', ',') : text
}

/** A number as the visitor's country writes it; any other text unchanged. */
function localized(text: string, { decimal }: NumberSeparators): string {
  return decimal === ',' && /^-?\d+\.\d+(e|$)/.test(text) ? text.replace('.', ',') : text
}
