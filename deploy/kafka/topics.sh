#!/usr/bin/env bash
# Creates the topics that are missing on the broker given as the first argument. Names, partitions and retention are
# those of io.bothways.contracts.Topics; a test compares them.
set -euo pipefail
broker=$1

topic() { # name, partitions, configuration
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$broker" --create --if-not-exists \
        --topic "$1" --partitions "$2" --replication-factor 1 --config "$3" --config max.message.bytes=8388608
}

topic bothways.hints.v1 4 retention.ms=604800000
topic bothways.changes.v1 4 retention.ms=604800000
topic bothways.backfill-changes.v1 4 retention.ms=604800000
topic bothways.mirrored.v1 4 cleanup.policy=compact
topic bothways.commands.v1 4 retention.ms=604800000
topic bothways.backfill-commands.v1 4 retention.ms=604800000
topic bothways.results.v1 4 retention.ms=604800000
topic bothways.activity.v1 4 retention.ms=604800000
topic bothways.requests.v1 4 retention.ms=604800000
topic bothways.dead-letters.v1 1 retention.ms=7776000000
