import { Label as RadixLabel } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '../../lib/utils'

export function Label({ className, ...props }: ComponentProps<typeof RadixLabel.Root>) {
  return (
    <RadixLabel.Root
      className={cn(
        'flex items-center gap-2 text-sm font-medium text-foreground select-none',
        className,
      )}
      {...props}
    />
  )
}
