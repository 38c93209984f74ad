import { Select as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '../../lib/utils'
import { CONTROL } from './input'

export const Select = Radix.Root
export const SelectValue = Radix.Value

export function SelectTrigger({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={cn(
        CONTROL,
        'flex h-9 cursor-pointer items-center justify-between',
        className,
      )}
      {...props}
    >
      {children}
      <Radix.Icon aria-hidden>▾</Radix.Icon>
    </Radix.Trigger>
  )
}

export function SelectContent({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        position="popper"
        sideOffset={4}
        className={cn(
          'z-50 box-border w-(--radix-select-trigger-width) rounded-md border border-input bg-background p-1 text-foreground shadow-md',
          className,
        )}
        {...props}
      >
        <Radix.Viewport>{children}</Radix.Viewport>
      </Radix.Content>
    </Radix.Portal>
  )
}

export function SelectItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.Item>) {
  return (
    <Radix.Item
      className={cn(
        'cursor-pointer rounded-sm px-2 py-1.5 text-sm outline-none data-highlighted:bg-muted data-[state=checked]:font-semibold',
        className,
      )}
      {...props}
    >
      <Radix.ItemText>{children}</Radix.ItemText>
    </Radix.Item>
  )
}
