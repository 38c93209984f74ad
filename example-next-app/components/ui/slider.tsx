import { Slider as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '../../lib/utils'

interface SliderProps extends ComponentProps<typeof Radix.Root> {
  /** Attributes of the part that moves: it has the focus, and the value. */
  readonly thumb: ComponentProps<typeof Radix.Thumb>
}

export function Slider({ className, thumb, ...props }: SliderProps) {
  return (
    <Radix.Root
      className={cn('relative flex h-5 w-full touch-none items-center', className)}
      {...props}
    >
      <Radix.Track className="relative h-1.5 grow overflow-hidden rounded-full bg-muted">
        <Radix.Range className="absolute h-full bg-primary" />
      </Radix.Track>
      <Radix.Thumb
        className="block size-4 rounded-full border border-primary bg-background shadow-sm focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-ring"
        {...thumb}
      />
    </Radix.Root>
  )
}
