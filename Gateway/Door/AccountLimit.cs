using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Door;

/// <summary>How many connections an account may have at this gateway. Nobody's peers are not counted.</summary>
internal sealed class AccountLimit(IOptions<DoorOptions> options)
{
    private readonly Dictionary<string, int> _connections = new(StringComparer.Ordinal);

    /// <summary>Counts one, if there is room; <see cref="Leave"/> has to follow then.</summary>
    public bool TryEnter(string? account)
    {
        if (account is null)
        {
            return true;
        }

        lock (_connections)
        {
            var now = _connections.GetValueOrDefault(account);
            if (now >= options.Value.ConnectionsPerAccount)
            {
                return false;
            }

            _connections[account] = now + 1;
            return true;
        }
    }

    public void Leave(string? account)
    {
        if (account is null)
        {
            return;
        }

        lock (_connections)
        {
            if (--_connections[account] == 0)
            {
                _connections.Remove(account);
            }
        }
    }
}
