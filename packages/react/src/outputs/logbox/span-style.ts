import type { AnsiColor, AnsiStyle } from '@webio/core/protocol'
import type { CSSProperties } from 'react'

/** The style of a span of a terminal's text. The first 16 colors come from the theme. */
export function spanStyle(style: AnsiStyle): CSSProperties {
  const { bold, dim, italic, underline, strike, hidden, inverse } = style
  const color = style.color === undefined ? undefined : cssColor(style.color)
  const background = style.background === undefined ? undefined : cssColor(style.background)
  const [ink, paper] = inverse
    ? [background ?? 'var(--webio-log-background)', color ?? 'var(--webio-log-text)']
    : [color, background]
  const lines = [underline && 'underline', strike && 'line-through'].filter(Boolean).join(' ')
  return {
    ...(ink && { color: ink }),
    ...(paper && { backgroundColor: paper }),
    ...(bold && { fontWeight: 700 }),
    ...(dim && { opacity: 0.75 }),
    ...(italic && { fontStyle: 'italic' }),
    ...(lines && { textDecoration: lines }),
    ...(hidden && { visibility: 'hidden' }),
  }
}

/** The six levels of the color cube of a terminal's palette. */
const LEVELS = [0, 95, 135, 175, 215, 255]

function cssColor(color: AnsiColor): string {
  if (typeof color === 'string') return color
  if (color < 16) return `var(--webio-log-${color})`
  if (color >= 232) {
    const gray = 8 + (color - 232) * 10
    return `rgb(${gray} ${gray} ${gray})`
  }
  const place = color - 16
  const rgb = [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6]
  return `rgb(${rgb.map((level) => LEVELS[level]).join(' ')})`
}
