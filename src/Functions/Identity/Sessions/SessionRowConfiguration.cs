using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Sessions;

internal sealed class SessionRowConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("Sessions");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(64);
        builder.Property(row => row.ClientId).HasMaxLength(SessionLimits.ClientIdLength);
        builder.Property(row => row.ClientNetwork).HasMaxLength(64);
        builder.HasIndex(row => new { row.UserId, row.CreatedAt });
        builder.HasIndex(row => row.ExpiresAt);
        builder.HasIndex(row => row.EndedAt);
    }
}
