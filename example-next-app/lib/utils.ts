import type { ClassValue } from 'clsx'
import { clsx } from 'clsx'
import { twMerge } from 'tailwind-merge'

/** Joins class names. Of two utilities for the same property, the last one counts. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes))
}
