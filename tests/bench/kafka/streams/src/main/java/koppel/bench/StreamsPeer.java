package koppel.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What a team would build instead: one Kafka Streams application, exactly once, that reads facts, changes 200 bytes of
 * state in its store (RocksDB, with its changelog), and writes one journal record a fact and one outward record for
 * every four. It neither matches nor seals.
 *
 * <p>Arguments: name=value, in any order: brokers, application, input, journal, outward, state (directory), ready
 * (file made when it runs), commit (commit.interval.ms, default 100), tuned (yes: large batches and fetches), linger.
 */
public final class StreamsPeer {
  private static final int STATE_BYTES = 200;
  private static final int FACTS_AN_OUTWARD = 4;

  /** Reads, changes and stores the state of the fact's key, and says so twice. */
  private static final class FactProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> store;
    private long taken;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      this.context = context;
      this.store = context.getStateStore("state");
    }

    @Override
    public void process(Record<byte[], byte[]> fact) {
      byte[] key = subject(fact.value());
      byte[] before = store.get(key);
      byte[] after = before == null ? new byte[STATE_BYTES] : before.clone();
      for (int at = 0; at < Math.min(after.length, fact.value().length); ++at) after[at] ^= fact.value()[at];
      store.put(key, after);
      context.forward(fact, "journal");
      if (++taken % FACTS_AN_OUTWARD == 0) context.forward(fact, "outward");
    }

    /** Facts of an area share its key; the state is of whom they are about: some of the fact's own bytes. */
    private static byte[] subject(byte[] value) {
      int hash = Arrays.hashCode(value) & 0xfff;
      return Integer.toString(hash).getBytes(StandardCharsets.US_ASCII);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Properties given = new Properties();
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      if (at < 0) throw new IllegalArgumentException("name=value is expected: " + argument);
      given.setProperty(argument.substring(0, at), argument.substring(at + 1));
    }
    KafkaStreams streams = new KafkaStreams(topology(given), settings(given));
    Path ready = Path.of(given.getProperty("ready"));
    streams.setStateListener((now, before) -> {
      if (now == KafkaStreams.State.RUNNING) {
        try {
          Files.writeString(ready, "ready\n");
        } catch (java.io.IOException error) {
          System.err.println("streams-peer: " + error.getMessage());
        }
      }
      if (now == KafkaStreams.State.ERROR) System.exit(1);
    });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(5))));
    streams.start();
  }

  private static Topology topology(Properties given) {
    var bytes = Serdes.ByteArray();
    var store = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("state"), bytes, bytes);
    return new Topology()
        .addSource("facts", bytes.deserializer(), bytes.deserializer(), given.getProperty("input"))
        .addProcessor("change", FactProcessor::new, "facts")
        .addStateStore(store, "change")
        .addSink("journal", given.getProperty("journal"), bytes.serializer(), bytes.serializer(), "change")
        .addSink("outward", given.getProperty("outward"), bytes.serializer(), bytes.serializer(), "change");
  }

  private static Properties settings(Properties given) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, given.getProperty("brokers"));
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, given.getProperty("application"));
    settings.put(StreamsConfig.STATE_DIR_CONFIG, given.getProperty("state"));
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1");
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, given.getProperty("commit", "100"));
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "1");
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    // As one who wants it back quickly after a crash would have it: a member of its own name.
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), given.getProperty("application"));
    if (given.getProperty("tuned", "no").equals("yes")) {
      settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
      settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
      settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 8 * 1024 * 1024);
    }
    String linger = given.getProperty("linger");
    if (linger != null) settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), linger);
    return settings;
  }

  private StreamsPeer() {}
}
