using SignalFire.Gateway.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class CoalescingStreamTests
{
    private static readonly byte[] Pong = new byte[127];

    [Fact]
    public async Task What_waits_behind_a_write_that_is_stuck_is_bounded()
    {
        using var inner = new StuckStream();
        await using var stream = new CoalescingStream(inner);
        stream.Cork();
        await stream.WriteAsync("burst"u8.ToArray(), TestContext.Current.CancellationToken);
        var uncorked = stream.UncorkAsync().AsTask();

        var pongs = 0;
        var waiting = ValueTask.CompletedTask;
        for (; pongs < 100_000 && waiting.IsCompleted; pongs++)
        {
            waiting = stream.WriteAsync(Pong, TestContext.Current.CancellationToken);
        }

        Assert.InRange(pongs, 1, 200);
        inner.Release();
        await waiting.AsTask().Within("the last pong");
        await uncorked.Within("the burst");
        Assert.Equal(5 + (pongs * Pong.Length), inner.Written);
    }

    [Fact]
    public async Task A_write_that_fails_keeps_nobody_waiting()
    {
        using var inner = new StuckStream();
        await using var stream = new CoalescingStream(inner);
        stream.Cork();
        await stream.WriteAsync("burst"u8.ToArray(), TestContext.Current.CancellationToken);
        var uncorked = stream.UncorkAsync().AsTask();
        var waiting = ValueTask.CompletedTask;
        while (waiting.IsCompleted)
        {
            waiting = stream.WriteAsync(Pong, TestContext.Current.CancellationToken);
        }

        inner.Fail();

        await Assert.ThrowsAsync<IOException>(() => uncorked);
        await waiting.AsTask().Within("the last pong");
    }

    /// <summary>Takes nothing until it is released, then all.</summary>
    private sealed class StuckStream : MemoryStream
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Written { get; private set; }

        public void Release() => _released.SetResult();

        public void Fail() => _released.SetException(new IOException("Broken."));

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _released.Task;
            Written += buffer.Length;
        }
    }
}
