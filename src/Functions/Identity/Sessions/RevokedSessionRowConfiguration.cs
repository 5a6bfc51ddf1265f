using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Identity.Sessions;

internal sealed class RevokedSessionRowConfiguration : IEntityTypeConfiguration<RevokedSessionRow>
{
    public void Configure(EntityTypeBuilder<RevokedSessionRow> builder)
    {
        builder.ToTable("RevokedSessions");
        builder.HasKey(row => row.SessionId);
        builder.Property(row => row.SessionId).HasMaxLength(64);
    }
}
