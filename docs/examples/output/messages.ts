import {
  put_error,
  put_info,
  put_success,
  put_warning,
} from '@webio/core'

export function main() {
  put_info('The job runs every night at two.')
  put_success('12 of 12 files are copied.')
  put_warning('The disk is 90 % full.', { closable: true })
  put_error('The backup failed.')
}
