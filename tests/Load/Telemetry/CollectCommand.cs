using System.Collections.Concurrent;
using System.CommandLine;

namespace SignalFire.Load.Telemetry;

/// <summary>The command `collect`.</summary>
internal static class CollectCommand
{
    public static Command Create()
    {
        Command command = new("collect", "Takes metrics and traces by OTLP until it is stopped, and says how many requests came. For what sending them costs.");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        ConcurrentDictionary<string, int> requests = new(StringComparer.Ordinal);
        await using var collector = await OtlpCollector.StartAsync(export => requests.AddOrUpdate(export.Signal, 1, (_, count) => count + 1), cancellation);
        Console.WriteLine($"collector listening on {collector.Grpc} (gRPC) and {collector.Http} (HTTP)");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var signal in new[] { "metrics", "traces" })
        {
            Console.WriteLine(Invariant($"collected: {requests.GetValueOrDefault(signal)} requests with {signal}"));
        }

        return 0;
    }
}
