using Microsoft.AspNetCore.Http;
using SignalFire.Gateway.Identity;

namespace SignalFire.Gateway.Tests.Door;

/// <summary>Lets anybody in, once the test says so.</summary>
internal sealed class HeldAuthenticator : IPeerAuthenticator
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => _asked.Task;

    public void Release() => _released.SetResult();

    public async ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        await _released.Task;
        return PeerAuthentication.Grant(PeerIdentity.Anonymous);
    }
}
