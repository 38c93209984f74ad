import { fillMessage } from './fill-message'
import { FIRST_MESSAGES } from './first-messages'

/** A text of the author, or a reference to a built-in text of the page. */
export type Message = string | MessageRef

/**
 * A reference to a built-in text of the page, and the values of its placeholders.
 * @example const message: MessageRef = { id: 'too_many_files', args: [1] }
 */
export interface MessageRef {
  readonly id: MessageId
  readonly args?: readonly (string | number)[]
}

/**
 * Ids of the built-in texts. `args` fills the placeholders `{0}`, `{1}`, ….
 * @example const id: MessageId = 'submit'
 */
export type MessageId = keyof typeof ENGLISH_MESSAGES

/**
 * The built-in texts in English. A page may replace any of them (`<WebIOApp messages>`).
 * @example ENGLISH_MESSAGES.submit // 'Submit'
 */
export const ENGLISH_MESSAGES = {
  ...FIRST_MESSAGES,
  submit: 'Submit',
  reset: 'Reset',
  cancel: 'Cancel',
  close: 'Close',
  scrollable: 'Scrollable content',
  log_name: 'Log',
  options: 'Options',
  clear_choice: 'Clear the choice',
  no_options: 'Nothing found',
  options_found: 'Found: {0}',
  more_options: 'There are more. Keep typing to find them.',
  search_failed: 'The search failed.',
  sent: 'Sent.',
  loading: 'Loading…',
  required: 'Please fill out this field.',
  required_choice: 'Please select an option.',
  invalid: 'Your input is not valid.',
  invalid_number: 'Please enter a number.',
  invalid_integer: 'Please enter a whole number.',
  ambiguous_number: 'This could be {0} or {1}. Please write it without thousands separators.',
  inexact_number: 'This number has more digits than can be stored. Please use fewer.',
  invalid_url: 'Please enter a URL, such as https://example.com.',
  invalid_email: 'Please enter an email address.',
  invalid_date: 'Please enter a date.',
  invalid_time: 'Please enter a time.',
  invalid_datetime: 'Please enter a date and time.',
  invalid_color: 'Please choose a color.',
  invalid_pattern: 'Please match the requested format.',
  too_small: 'The value must be {0} or more.',
  too_large: 'The value must be {0} or less.',
  step_mismatch: 'Please enter a valid value. The two nearest are {0} and {1}.',
  too_short: 'Please use at least {0} characters (you have {1}).',
  too_long: 'Please use at most {0} characters (you have {1}).',
  readonly: 'This field cannot be changed.',
  code_keys: 'Esc or F11: full window and back. Esc, then Tab: leave the editor.',
  duplicated_pin_name:
    'This pin widget has expired (due to the output of a new pin widget with the same name).',
  error_in_input: 'There is an error with the input, please fix the error first',
  page_updated: 'This page has been updated. Your earlier answers are filled in.',
  observing: 'You are watching. Someone else is using this page.',
  observing_name: 'You are watching. {0} is using this page.',
  handed_over: 'Someone else has taken over. You are watching.',
  handed_over_name: '{0} has taken over. You are watching.',
  take_over: 'Take over',
  take_back: 'Take back',
  watched: 'People watching: {0}',
  watched_name: '{0} is watching.',
  copy: 'Copy',
  copied: 'Copied',
  file_gone: 'This file could be downloaded only once.',
  required_file: 'Please choose a file.',
  file_too_large: 'The file “{0}” is too large. A file may be at most {1}.',
  files_too_large: 'Together, the files are too large. The limit is {0}.',
  file_not_accepted: 'The type of the file “{0}” is not accepted. Accepted: {1}.',
  too_many_files: 'Please choose at most {0} files.',
  file_unfinished: 'The file “{0}” has not been uploaded.',
  too_much_uploaded: 'With this file, you would exceed the upload limit.',
  disk_full: 'The server does not have enough space for files. Please try again later.',
  choose_file: 'Choose a file',
  browse_file: 'Browse',
  drop_file: 'or drop it here',
  uploading: 'Uploading {0}',
  upload_waiting: 'Waiting',
  uploaded: 'Uploaded',
  upload_failed: 'The upload failed.',
  upload_interrupted: 'Interrupted. Choose the same file again to continue.',
  remove_file: 'Remove {0}',
  cancel_upload: 'Cancel the upload of {0}',
  retry_upload: 'Try again to upload {0}',
  table_name: 'Table',
  table_search: 'Search',
  table_filters: 'Filter',
  table_csv: 'Download CSV',
  table_rows: '{0} rows',
  table_rows_of: '{0} of {1} rows',
  table_selected: 'Selected {0} row(s)',
  table_unselect: 'Unselect',
  table_no_rows: 'No rows',
  table_failed: 'Some rows could not be loaded.',
  table_filter_of: 'Filter {0}',
  table_operator_of: 'How to filter {0}',
  table_upper_of: '{0}, at most',
  table_contains: 'contains',
  table_not_contains: 'does not contain',
  table_equals: 'equals',
  table_not_equals: 'does not equal',
  table_starts_with: 'begins with',
  table_ends_with: 'ends with',
  table_less: 'less than',
  table_less_or_equal: 'at most',
  table_greater: 'more than',
  table_greater_or_equal: 'at least',
  table_between: 'between',
  table_blank: 'is empty',
  table_not_blank: 'is not empty',
  chart_name: 'Chart',
  chart_missing: 'This chart needs the package “echarts”, which this page does not have.',
  chart_failed: 'This chart cannot be drawn: {0}',
} as const

/**
 * The text of a message: the author's text, or the text with its id, with its placeholders filled.
 * @param texts in another language, or other words. Missing ones are in English
 * @example messageText({ id: 'required' }) // 'Please fill out this field.'
 */
export function messageText(
  message: Message,
  texts: { readonly [Id in MessageId]?: string | undefined } = ENGLISH_MESSAGES,
): string {
  if (typeof message === 'string') return message
  return fillMessage(texts[message.id] ?? ENGLISH_MESSAGES[message.id], message.args)
}
