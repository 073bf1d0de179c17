// Changes the prices of a product: one event on the prices topic, by the contract of catalog.capnp.

import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'

import { ProduceAcks, Producer, compatibilityPartitioner, stringSerializer } from '@platformatic/kafka'
import { Message } from 'capnp-es'

import { Event } from './generated/catalog.js'

interface VariantPrice {
  variantId: string
  amountMinor: bigint
}

/** The bytes of an event that tells all prices of a product. */
function priceEvent(
  product: string,
  currency: string,
  prices: VariantPrice[],
  version: bigint,
  now: bigint,
): Buffer {
  const message = new Message()
  const event = message.initRoot(Event)
  event.id = randomUUID()
  event.source = 'typescript-example'
  event.occurredAt = now
  event.version = version
  const told = event.payload._initPrices()
  told.productId = product
  const variants = told._initVariants(prices.length)
  prices.forEach(({ variantId, amountMinor }, number) => {
    const variant = variants.get(number)
    variant.variantId = variantId
    const price = variant._initPrices(1).get(0)
    price.currency = currency
    price.amountMinor = amountMinor
  })
  return Buffer.from(message.toArrayBuffer())
}

const { values } = parseArgs({
  options: {
    kafka: { type: 'string' },
    prefix: { type: 'string', default: 'vitrina' },
    product: { type: 'string' },
    currency: { type: 'string' },
    price: { type: 'string', multiple: true },
    version: { type: 'string' },
  },
})
const { kafka, prefix, product, currency, price } = values
if (!kafka || !product || !currency || !price) {
  console.error(
    'usage: change_price --kafka BROKERS --product ID --currency CODE --price VARIANT=AMOUNT.. [--prefix P] [--version N]',
  )
  process.exit(2)
}
const prices = price.map((text) => {
  const at = text.lastIndexOf('=')
  return { variantId: text.slice(0, at), amountMinor: BigInt(text.slice(at + 1)) }
})
const now = BigInt(Date.now()) * 1000n
const version = values.version ? BigInt(values.version) : now

const producer = new Producer<string, Buffer, string, string>({
  clientId: 'typescript-example',
  bootstrapBrokers: kafka.split(','),
  idempotent: true,
  acks: ProduceAcks.ALL,
  // As Java clients choose. Its default takes the sign of the hash otherwise, and half of the keys elsewhere.
  partitioner: compatibilityPartitioner,
  serializers: { key: stringSerializer, value: (value) => value },
})
try {
  const value = priceEvent(product, currency, prices, version, now)
  const sent = await producer.send({
    messages: [{ topic: `${prefix}.catalog.prices`, key: product, value }],
  })
  for (const { topic, partition, offset } of sent.offsets ?? []) {
    console.log(`${topic}/${partition}:${offset}`)
  }
} finally {
  await producer.close()
}
