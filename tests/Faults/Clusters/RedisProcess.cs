using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Load;

namespace SignalFire.Faults.Clusters;

/// <summary>A real Redis that writes everything down, so that it comes back as it went.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    // Orleans' SiloStatus.Dead.
    private const string DeadStatus = "\"Status\":6";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly int _port = FreePorts.Next();
    private readonly string _address;
    private readonly string _logs;
    private readonly DirectoryInfo _data;
    private ServerProcess _process;

    private RedisProcess(string address, string logs)
    {
        _address = address;
        _logs = logs;
        _data = Directory.CreateDirectory(Path.Combine(logs, "redis-data"));
        _process = Launch();
    }

    public string ConnectionString => Invariant($"{_address}:{_port}");

    public ServerProcess Process => _process;

    public static async Task<RedisProcess> StartAsync(string address, string logs, CancellationToken cancellation)
    {
        var redis = new RedisProcess(address, logs);
        try
        {
            await redis.ReadyAsync(cancellation);
            return redis;
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    public Task<TimeSpan> StopAsync(CancellationToken cancellation) => _process.StopAsync(Patience, cancellation);

    /// <summary>Starts it again, with the data it had.</summary>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        await _process.DisposeAsync();
        _process = Launch();
        await ReadyAsync(cancellation);
    }

    /// <summary>How many silos of a cluster are declared dead in its membership table.</summary>
    public async Task<int> DeadSilosAsync(string clusterId, CancellationToken cancellation)
    {
        using TcpClient client = new();
        await client.ConnectAsync(_address, _port, cancellation);
        // The answer to the second command tells that the first one's is complete.
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HVALS signalfire/members/{clusterId}\r\nPING\r\n"), cancellation);
        StringBuilder answer = new();
        var buffer = new byte[4096];
        while (!answer.ToString().EndsWith("+PONG\r\n", StringComparison.Ordinal))
        {
            var count = await client.GetStream().ReadAsync(buffer, cancellation);
            if (count == 0)
            {
                throw new LoadException("Redis ended the connection instead of telling the membership table.");
            }

            answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return answer.ToString().Split(DeadStatus).Length - 1;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private ServerProcess Launch() => ServerProcess.Start(
        "redis",
        _logs,
        [
            "redis-server", "--bind", _address, "--port", _port.ToString(CultureInfo.InvariantCulture), "--dir", _data.FullName,
            "--appendonly", "yes", "--save", "", "--protected-mode", "no",
        ]);

    private Task ReadyAsync(CancellationToken cancellation) => _process.UntilAsync("ready", Patience, () => AnswersAsync(cancellation), cancellation);

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(_address, _port, cancellation);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), cancellation);
            var answer = new byte[7];
            return await client.GetStream().ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellation) == answer.Length
                && answer.AsSpan().SequenceEqual("+PONG\r\n"u8);
        }
        catch (Exception failure) when (failure is SocketException or IOException or Win32Exception)
        {
            return false;
        }
    }
}
