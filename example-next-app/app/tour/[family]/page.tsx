import type { Metadata } from 'next'
import { TourPage } from '../../../components/tour-page'
import { FAMILIES, family } from '../../../lib/tour'

interface Props {
  params: Promise<{ family: string }>
}

/** Only these families exist: other names are not found. */
export const dynamicParams = false

export const generateStaticParams = () => FAMILIES.map(({ name }) => ({ family: name }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { family: name } = await params
  return { title: `${family(name).title} · Tour` }
}

export default async function Page({ params }: Props) {
  const { family: name } = await params
  return <TourPage name={name} />
}
