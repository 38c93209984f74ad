import type { ComponentProps } from 'react'
import { cn } from '../../lib/utils'
import { CONTROL } from './input'

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(CONTROL, 'py-2', className)} {...props} />
}
