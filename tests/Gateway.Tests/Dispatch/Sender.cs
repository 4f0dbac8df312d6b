using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Identity;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>Alice's end of the dispatch, and the world around it.</summary>
internal sealed class Sender
{
    private readonly Dispatcher _dispatcher;

    private readonly FakeAuthenticator _authenticator = new();
    private readonly Func<string, Task<Fault?>> _renew;

    public Sender(GatewayOptions? options = null, PeerIdentity? identity = null, ISendPolicy? policy = null, FirstCalls? calls = null)
    {
        Options = options ?? new GatewayOptions();
        var alice = PeerId.Parse("alice");
        var held = new HeldIdentity(alice, identity ?? PeerIdentity.Anonymous, _authenticator.Check(Time), Time);
        _renew = held.RenewAsync;
        var permissions = new SendPermissions(alice, held, new GuardedPolicy(policy ?? new SendPolicy(), Time, NullLogger<GuardedPolicy>.Instance));
        _dispatcher = new Dispatcher(Source, permissions, Cluster, new PersistentDelivery(Options, Cluster, Time), new NewTargets(calls ?? new FirstCalls(Options.FirstCalls), Options, Time), Results, Options, Time);
    }

    public MessageSource Source { get; } = new(PeerId.Parse("alice"), ConnectionId.New(), () => 1);

    public FakeCluster Cluster { get; } = new();

    public FakeDeliveryResults Results { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public GatewayOptions Options { get; }

    public FakePeerGrain Bob => Cluster["bob"];

    public FakePeerGrain Carol => Cluster["carol"];

    /// <summary>Renews alice's identity.</summary>
    public async Task RenewAsync(PeerIdentity identity)
    {
        _authenticator.Next = PeerAuthentication.Grant(identity);
        Assert.Null(await _renew("token"));
    }

    /// <summary>Has a message that is honoured read; it goes out with the next <see cref="Flush"/>.</summary>
    public void Send(string text) => Assert.Null(TrySend(text));

    public Fault? TrySend(string text) => TrySend(Encoding.UTF8.GetBytes(text));

    /// <summary>What a reader does with a message, but for what is meant for the gateway itself.</summary>
    public Fault? TrySend(ReadOnlySpan<byte> text, WireForm form = WireForm.Classic) =>
        !MessageReader.TryRead(text, form, out var message, out var fault) ? fault
            : message.Control is ControlType.None ? _dispatcher.Dispatch(message)
            : null;

    /// <summary>As <see cref="Send"/>, in v1.</summary>
    public void SendV1(string text) => Assert.Null(TrySend(Encoding.UTF8.GetBytes(text), WireForm.V1));

    /// <summary>What the reader does before it waits for the socket.</summary>
    public void Flush() => _dispatcher.Flush();

    /// <summary>What the reader does after each message.</summary>
    public Task WaitForRoomAsync() => _dispatcher.WaitForRoomAsync().AsTask();

    /// <summary>Sends a message as large as what may wait for one target.</summary>
    public void SendFull(string target) => Send($$"""{"peerId":{{target}},"data":"{{new string('x', Options.TargetQueueBytes)}}"}""");

    /// <summary>Waits for an event that must come.</summary>
    public static Task WithinAsync(Task task) => task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
}
