import type { ComponentProps } from 'react'
import { cn } from '../../lib/utils'

/** What text boxes, lists and textareas have in common. */
export const CONTROL =
  'box-border w-full rounded-md border border-input bg-background px-3 py-1 text-base text-foreground shadow-xs outline-none placeholder:text-muted-foreground focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/50 aria-invalid:border-destructive md:text-sm'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(CONTROL, 'h-9', className)} {...props} />
}
