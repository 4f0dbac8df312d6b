using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Identity;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Identity;

/// <summary>Decides as the test says.</summary>
internal sealed class FakeAuthenticator : IPeerAuthenticator
{
    /// <summary>What it says next.</summary>
    public PeerAuthentication Next { get; set; } = PeerAuthentication.Grant(PeerIdentity.Anonymous);

    /// <summary>How many tokens it was asked about.</summary>
    public int Renewals { get; private set; }

    /// <summary>What asks it.</summary>
    public IdentityCheck Check(TimeProvider time) => new(
        new ServiceCollection().AddSingleton<IPeerAuthenticator>(this).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(),
        Options.Create(new IdentityOptions()),
        time,
        NullLogger<IdentityCheck>.Instance);

    public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) => new(Next);

    public ValueTask<PeerAuthentication> RenewAsync(PeerId peer, PeerIdentity identity, string token, CancellationToken cancellationToken)
    {
        Renewals++;
        return new(Next);
    }
}
