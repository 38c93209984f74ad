'use client'

import { useWebIO } from '@webio/react'
import type { ReactNode } from 'react'

interface RatingProps {
  value: number
  onRate: (stars: number) => void
  children?: ReactNode
}

/** Stars to click, which tasks/tour/content.ts shows with put_component. */
export function Rating({ value, onRate, children }: RatingProps) {
  return (
    <fieldset className="rating">
      <legend>{children}</legend>
      {[1, 2, 3, 4, 5].map((stars) => (
        <button
          key={stars}
          type="button"
          aria-label={`${stars} of 5 stars`}
          aria-pressed={stars === value}
          onClick={() => onRate(stars)}
        >
          {stars <= value ? '★' : '☆'}
        </button>
      ))}
    </fieldset>
  )
}

/** A button of the page that sends an event to the task. tasks/tour/sessions.ts listens to it. */
export function Bell({ label }: { label: string }) {
  const { send } = useWebIO()
  return (
    <button
      type="button"
      className="bell"
      onClick={() => send('ring', { at: new Date().toLocaleTimeString('en-GB') })}
    >
      {label}
    </button>
  )
}
