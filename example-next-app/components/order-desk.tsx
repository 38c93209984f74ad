'use client'

import type {
  FieldComponents,
  FieldProps,
  OutputProps,
  Outputs,
  Slots,
} from '@webio/react'
import { WebIOApp, WebIOOutput } from '@webio/react'
import '@webio/react/styles.css'
import { Alert } from './ui/alert'
import { Button } from './ui/button'
import { Card, CardFooter, CardTitle } from './ui/card'
import { Checkbox } from './ui/checkbox'
import { Input } from './ui/input'
import { Label } from './ui/label'
import { RadioGroup, RadioGroupItem } from './ui/radio-group'
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from './ui/select'
import { Slider } from './ui/slider'
import { Table, TableCell, TableHead, TableRow } from './ui/table'
import { Textarea } from './ui/textarea'

/** A session whose forms, table, messages and buttons are all drawn by components of the site. */
export function OrderDesk() {
  return (
    <WebIOApp
      endpoint="/webio"
      app="orders"
      slots={slots}
      fields={fields}
      outputs={outputs}
      classNames={{ field: 'flex flex-col gap-2' }}
    />
  )
}

const slots: Slots = {
  form: ({ title, titleId, buttons, children }) => (
    <Card>
      {title && <CardTitle id={titleId}>{title}</CardTitle>}
      {children}
      {buttons && <CardFooter>{buttons}</CardFooter>}
    </Card>
  ),
  label: ({ isRequired, children, ...props }) => (
    <Label {...props}>
      {children}
      {isRequired && <span aria-hidden>*</span>}
    </Label>
  ),
  help: (props) => <p className="m-0 text-sm text-muted-foreground" {...props} />,
  error: (props) => <p className="m-0 text-sm text-destructive" {...props} />,
  button: ({ color, look, ...props }) => (
    <Button
      variant={
        color === 'danger'
          ? 'destructive'
          : color === 'primary' || color === 'success'
            ? 'default'
            : 'outline'
      }
      size={look.small ? 'sm' : 'default'}
      {...props}
    />
  ),
}

type TextProps = FieldProps<'text'> | FieldProps<'textarea'>

/** What a text box and a textarea have in common. */
const textAttributes = ({
  field,
  value,
  message,
  id,
  describedBy,
  ...handlers
}: TextProps) => ({
  id,
  name: field.name,
  value: String(value ?? ''),
  placeholder: field.placeholder,
  required: field.required,
  readOnly: field.readonly,
  'aria-invalid': message !== undefined,
  'aria-describedby': describedBy,
  onChange: ({ target }: { target: { value: string } }) =>
    handlers.onChange(target.value),
  onBlur: handlers.onBlur,
})

const TextField = (props: FieldProps<'text'>) => <Input {...textAttributes(props)} />

/** Digits of any script, and a separator of the visitor's: a text box, not the browser's own number box. */
const NumberField = (props: FieldProps<'number'>) => (
  <Input inputMode="decimal" {...textAttributes(props)} />
)

const TextareaField = (props: FieldProps<'textarea'>) => (
  <Textarea rows={props.field.rows} {...textAttributes(props)} />
)

function SelectField({
  field,
  value,
  message,
  id,
  describedBy,
  onChange,
  onBlur,
}: FieldProps<'select'>) {
  return (
    <Select value={String(value)} onValueChange={(option) => onChange(Number(option))}>
      <SelectTrigger
        id={id}
        onBlur={onBlur}
        aria-invalid={message !== undefined}
        aria-describedby={describedBy}
      >
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {field.options.map((option) => (
          <SelectItem
            key={option.id}
            value={String(option.id)}
            disabled={option.disabled}
          >
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}

function RadioField({
  field,
  value,
  labelledBy,
  describedBy,
  onChange,
  onBlur,
}: FieldProps<'radio'>) {
  return (
    <RadioGroup
      value={value === null ? '' : String(value)}
      onValueChange={(option) => onChange(Number(option))}
      onBlur={onBlur}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      {field.options.map((option) => (
        <Label key={option.id} className="font-normal">
          <RadioGroupItem value={String(option.id)} disabled={option.disabled} />
          {option.label}
        </Label>
      ))}
    </RadioGroup>
  )
}

function CheckboxField({
  field,
  value,
  labelledBy,
  describedBy,
  onChange,
  onBlur,
}: FieldProps<'checkbox'>) {
  const chosen = Array.isArray(value) ? (value as number[]) : []
  return (
    <div
      role="group"
      className="flex flex-wrap gap-4"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onBlur={onBlur}
    >
      {field.options.map(({ id, label, disabled }) => (
        <Label key={id} className="font-normal">
          <Checkbox
            checked={chosen.includes(id)}
            disabled={disabled}
            onCheckedChange={(isOn) =>
              onChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
          {label}
        </Label>
      ))}
    </div>
  )
}

function SliderField({
  field,
  value,
  labelledBy,
  describedBy,
  onChange,
  onBlur,
}: FieldProps<'slider'>) {
  return (
    <Slider
      min={field.min_value}
      max={field.max_value}
      step={field.step === 'any' ? 0.01 : field.step}
      value={[Number(value)]}
      onValueChange={([number = field.min_value]) => onChange(number)}
      onBlur={onBlur}
      thumb={{ 'aria-labelledby': labelledBy, 'aria-describedby': describedBy }}
    />
  )
}

const fields: FieldComponents = {
  text: TextField,
  number: NumberField,
  textarea: TextareaField,
  select: SelectField,
  radio: RadioField,
  checkbox: CheckboxField,
  slider: SliderField,
}

type Cell = OutputProps<'table'>['node']['header'][number]

/** A cell is a text, or shows an output. */
const contentOf = (cell: Cell) => {
  if (typeof cell === 'string') return cell
  return cell.output === undefined ? cell.text : <WebIOOutput id={cell.output} />
}

const outputs: Outputs = {
  table: ({ node }) => (
    <Table>
      <thead>
        <TableRow>
          {node.header.map((cell, column) => (
            <TableHead key={column} scope="col">
              {contentOf(cell) || <span className="sr-only">Actions</span>}
            </TableHead>
          ))}
        </TableRow>
      </thead>
      <tbody>
        {node.rows.map((cells, row) => (
          <TableRow key={row}>
            {cells.map((cell, column) => (
              <TableCell key={column}>{contentOf(cell)}</TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  ),
  success: ({ children }) => <Alert>{children}</Alert>,
}
