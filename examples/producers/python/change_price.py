"""Changes the prices of a product: one event on the prices topic, by the contract of catalog.capnp."""

import argparse
import pathlib
import sys
import time
import uuid

import capnp
from confluent_kafka import Producer

CONTRACT = pathlib.Path(__file__).parents[3] / "src/adapters/kafka/catalog.capnp"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kafka", required=True, help="brokers, host:port, separated by commas")
    parser.add_argument("--prefix", default="vitrina", help="first part of the topics' names")
    parser.add_argument("--product", required=True, help="id of the product")
    parser.add_argument("--currency", required=True, help="ISO 4217 code")
    parser.add_argument(
        "--price",
        required=True,
        action="append",
        metavar="VARIANT=AMOUNT",
        help="id of a variant and its price in minor units; once for each variant",
    )
    parser.add_argument("--version", type=int, help="microseconds since 1970 (default: now)")
    return parser.parse_args()


def price_event(catalog, product, currency, prices, version, now):
    """The bytes of an event that tells all prices of a product."""
    event = catalog.Event.new_message(id=str(uuid.uuid4()), source="python-example")
    event.occurredAt = now
    event.version = version
    told = event.payload.init("prices")
    told.productId = product
    variants = told.init("variants", len(prices))
    for variant, (variant_id, amount) in zip(variants, prices):
        variant.variantId = variant_id
        price = variant.init("prices", 1)[0]
        price.currency = currency
        price.amountMinor = amount
    return event.to_bytes()


def main():
    args = arguments()
    catalog = capnp.load(str(CONTRACT))
    prices = []
    for text in args.price:
        variant_id, amount = text.rsplit("=", 1)
        prices.append((variant_id, int(amount)))
    now = time.time_ns() // 1000
    version = args.version or now
    value = price_event(catalog, args.product, args.currency, prices, version, now)

    failures = []

    def delivered(error, message):
        if error is not None:
            failures.append(error)
        else:
            print(f"{message.topic()}/{message.partition()}:{message.offset()}")

    producer = Producer(
        {
            "bootstrap.servers": args.kafka,
            "enable.idempotence": True,  # and with it acks=all
            "partitioner": "murmur2_random",  # as Java clients choose
            "message.timeout.ms": 30_000,
        }
    )
    topic = f"{args.prefix}.catalog.prices"
    producer.produce(topic, key=args.product.encode(), value=value, on_delivery=delivered)
    waiting = producer.flush(35)
    if failures or waiting:
        sys.exit(f"the event was not taken: {failures[0] if failures else 'no answer'}")


if __name__ == "__main__":
    main()
