using System.IO.Enumeration;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>Lets a peer send to whom its rights name.</summary>
internal sealed class SendPolicy : ISendPolicy
{
    /// <inheritdoc/>
    public bool MaySend(PeerId sender, PeerIdentity identity, PeerId target)
    {
        if (identity.Rights.Targets is not { } patterns)
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, target.Value, ignoreCase: false))
            {
                return true;
            }
        }

        return false;
    }
}
