using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Keys;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Peers;
using SignalFire.Silo.Health;
using SignalFire.Silo.Hosting;

namespace SignalFire.Gateway.Tests.Hosting;

/// <summary>A gateway with its silo in this process, composed of the calls of <c>Program.cs</c>, on a free port.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    // Most tests are of something else, and send and connect as fast as they can, on a machine that may stand still for a while.
    private static readonly string[] NoRate =
        ["SignalFire:Gateway:MessagesPerSecond=1000000", "SignalFire:Gateway:BytesPerSecond=1073741824", "SignalFire:Door:SlowAttach=00:01:00"];

    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, HostLog log, GrainCalls calls)
    {
        _app = app;
        Log = log;
        Calls = calls;
        Journal = app.Services.GetServices<IPeerObserver>().OfType<PeerJournal>().Single();
    }

    /// <summary>What it logged.</summary>
    public HostLog Log { get; }

    /// <summary>What its grains were asked.</summary>
    public GrainCalls Calls { get; }

    /// <summary>Which peers came and left.</summary>
    public PeerJournal Journal { get; }

    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    public IServiceProvider Services => _app.Services;

    /// <summary>Where peers connect.</summary>
    public Uri Url => At("ws", "/");

    /// <summary>Composes and starts one.</summary>
    /// <param name="services">What a host registers besides.</param>
    /// <param name="settings">Configuration as on a command line: <c>key=value</c>.</param>
    public static async Task<GatewayHost> StartAsync(Action<IServiceCollection>? services = null, params string[] settings)
    {
        var host = Build(services, settings);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Composes one that is yet to be started.</summary>
    public static GatewayHost Build(Action<IServiceCollection>? services = null, params string[] settings)
    {
        var log = new HostLog();
        var calls = new GrainCalls();
        var builder = WebApplication.CreateBuilder(["urls=http://127.0.0.1:0", "hostBuilder:reloadConfigOnChange=false", "Logging:LogLevel:SignalFire=Debug", .. NoRate, .. settings]);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddSignalFireDefaults(defaultUrl: "http://127.0.0.1:0");
        builder.UseEmbeddedSilo();
        builder.Services.AddEphemeralSessionKeys();
        builder.Services.AddSignalFireGateway();
        builder.AddSignalFireDoor();
        services?.Invoke(builder.Services);
        builder.Services.AddSingleton<IPeerObserver, PeerJournal>();
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(calls);

        var app = builder.Build();
        app.UseLastAnswers();
        app.UseKnownProxies();
        app.UseAddressLimits();
        app.MapSignalFire("/");
        app.MapSignalFire("/ws");
        app.MapSignalFireHealth();
        return new GatewayHost(app, log, calls);
    }

    public Task StartAsync() => _app.StartAsync().Within("the start of the host");

    public Task StopAsync() => _app.StopAsync().Within("the stop of the host");

    /// <summary>Connects a peer; one with a name where <see cref="QueryPeerIds"/> names them.</summary>
    public Task<TestPeer> ConnectAsync(string? name = null) => TestPeer.ConnectAsync(UrlOf(name));

    /// <summary>Connects a peer that does what the test says and nothing else.</summary>
    public Task<RawPeer> ConnectRawAsync(string? name = null, int receiveBuffer = 0, bool v1 = false) => RawPeer.ConnectAsync(UrlOf(name), receiveBuffer, v1);

    /// <summary>Connects a v1 peer.</summary>
    public Task<TestPeer> ConnectV1Async(string? name = null) => TestPeer.ConnectAsync(UrlOf(name), "signalfire.v1");

    /// <summary>Brings a v1 peer back.</summary>
    /// <param name="token">Its resume token.</param>
    /// <param name="seq">The last message that it has seen.</param>
    public Task<TestPeer> ResumeAsync(string token, long seq = 0) => TestPeer.ConnectAsync(At("ws", $"/?peer=fresh&resume={token}&seq={seq}"), "signalfire.v1");

    /// <summary>Cuts a v1 peer off, and waits until the cluster knows that it is in its grace period.</summary>
    public async Task CutAsync(TestPeer peer)
    {
        await peer.DisposeAsync();
        await DetachedAsync(peer.Id);
    }

    /// <inheritdoc cref="GrainCalls.DetachedAsync"/>
    public Task DetachedAsync(string peer) => Calls.DetachedAsync(peer);

    public Uri UrlOf(string? name) => At("ws", name is null ? "/" : $"/?peer={name}");

    /// <summary>Where something of this host is.</summary>
    public Uri At(string scheme, string path)
    {
        var address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return new Uri($"{scheme}://{address.Authority}{path}");
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
