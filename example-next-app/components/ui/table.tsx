import type { ComponentProps } from 'react'
import { cn } from '../../lib/utils'

export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <div className="mb-4 w-full overflow-x-auto rounded-xl border border-border">
      <table
        className={cn(
          'w-full border-collapse bg-background text-sm text-foreground',
          className,
        )}
        {...props}
      />
    </div>
  )
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      className={cn(
        'border-b border-border hover:bg-muted/50 in-[tbody]:last:border-0',
        className,
      )}
      {...props}
    />
  )
}

export function TableHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      className={cn('h-10 px-4 text-left font-medium text-muted-foreground', className)}
      {...props}
    />
  )
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={cn('px-4 py-2 align-middle', className)} {...props} />
}
