import type { ComponentProps } from 'react'
import { cn } from '../../lib/utils'

export function Alert({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      role="status"
      className={cn(
        'rounded-lg border border-border bg-muted px-4 py-3 text-sm text-foreground',
        className,
      )}
      {...props}
    />
  )
}
